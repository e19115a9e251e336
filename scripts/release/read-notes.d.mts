export interface Release {
  tag: string;
  repository?: string | undefined;
  pack: { version: string; repository: { url: string } };
  changelog: string;
}

export function readNotes(release: Release): string;
