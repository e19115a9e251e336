// What snippets in JavaScript, which cannot declare it themselves, take from a reader's own code.
interface User {
  id: string;
  platformId: string;
}
declare function userOf(request: unknown): Promise<User | null>;
declare function syncUser(endUserId: string): Promise<void>;
declare function forgetUser(endUserId: string): Promise<void>;
declare module 'express';
declare module 'koa';
