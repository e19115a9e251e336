// No minifier of scripts looks into a style sheet that is a string.

const SHEETS = /\/src\/(ui\/(button-)?style|element\/draw-button)\.ts$/;
const TEMPLATE = /`[^`]*\}\n`/g;

export const minifyCss = {
  name: 'minify-css',
  transform(code, id) {
    return SHEETS.test(id) ? { code: code.replace(TEMPLATE, withoutSpace), map: null } : undefined;
  },
};

function withoutSpace(css) {
  return css
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replaceAll(';}', '}');
}
