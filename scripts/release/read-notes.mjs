/** The changelog's section of a version, without its heading. Throws for a release that would be wrong. */
export function readNotes({ tag, repository, pack, changelog }) {
  if (tag !== `v${pack.version}`)
    throw new Error(`The tag is ${tag}, and package.json has the version ${pack.version}.`);
  // npm refuses a provenance whose repository is not that of package.json.
  if (repository && pack.repository.url !== `git+${repository}.git`)
    throw new Error(`This is ${repository}, and package.json has the repository ${pack.repository.url}.`);
  const sections = changelog.split(/^(?=## \[)/m);
  const section = sections.find((one) => one.startsWith(`## [${pack.version}]`));
  const notes = section?.replace(/^.*\n/, '').trim();
  if (!notes) throw new Error(`CHANGELOG.md says nothing of ${pack.version}.`);
  return notes;
}
