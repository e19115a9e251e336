import { endingSteps } from './ending-steps.ts';
import { glyph } from './lanes.ts';
import { lookUp } from './look-up.ts';
import { openingSteps } from './opening-steps.ts';
import type { Draw } from './step.ts';
import { watchingSteps } from './watching-steps.ts';

const stepOf = lookUp<Draw>({ ...openingSteps, ...watchingSteps, ...endingSteps });

/** Of an event that a newer core has and this file does not know, the name alone. */
const unknown: Draw = ({ type }) => ({ title: type, marks: [glyph('dot', 'host')] });

export const drawEvent: Draw = (event, before) => (stepOf(event.type) ?? unknown)(event, before);
