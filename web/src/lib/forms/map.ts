import type { Size } from '../../../../server/engines/map/view.ts';

/** The map of a point field without script: a fixed size, so that a press on it means one place. Fits a phone of 360 px. */
export const pointMap: Size = { width: 300, height: 300 };

/** `<Map>` is drawn at this size; on a narrow screen its middle is seen. */
export const mapSize: Size = { width: 760, height: 380 };
/** What is seen of it on a phone: what must be seen is fitted into this. */
export const mapCore: Size = { width: 320, height: 360 };
