export { Connect } from 'connect-web-sdk';
