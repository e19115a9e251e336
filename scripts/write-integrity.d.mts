export function withIntegrity(readme: string, integrity: Readonly<Record<string, string>>): string;
export function writeIntegrity(): void;
