// Fails when something that a user downloads has grown past its limit; shows how far each is from the bar that was set
// for it.
import { measureSizes } from './sizes.mjs';

const measured = await measureSizes();
print(measured);
process.exitCode = measured.some(({ size, limit }) => size > limit) ? 1 : 0;

function print(rows) {
  console.log('bytes (minified, brotli)             measured   limit     bar     aim');
  for (const { name, size, limit, bar, aim } of rows) {
    const numbers = [size, limit, bar, aim].map((number) => String(number).padStart(8));
    const verdict =
      size > limit ? 'PAST ITS LIMIT' : size > bar ? `misses its bar by ${size - bar}` : 'meets its bar';
    console.log(`${name.padEnd(37)}${numbers.join('')}  ${verdict}`);
  }
}
