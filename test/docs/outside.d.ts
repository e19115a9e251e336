// What snippets in JavaScript, which cannot declare it themselves, take from a reader's own code.
interface User {
  id: string;
  platformId: string;
}
declare function userOf(request: unknown): Promise<User | null>;
declare module 'express';
