import { ConsentElement } from './element/consent-element.ts';
import { defineElement } from './element/define-element.ts';

defineElement(ConsentElement);

export { ConsentElement, type ConsentElementEventMap } from './element/consent-element.ts';
