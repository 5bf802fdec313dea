import type { Size } from '../../../../server/engines/map/view.ts';

/** The map of a point field without script: a fixed size, so that a press on it means one place. Fits a phone of 360 px. */
export const pointMap: Size = { width: 300, height: 300 };
