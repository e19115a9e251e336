/** The page's own element with that id. Throws where the page and its code have drifted apart. */
export function find<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`The playground has no ${type.name} #${id}`);
}
