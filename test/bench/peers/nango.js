export { default as Nango } from '@nangohq/frontend';
