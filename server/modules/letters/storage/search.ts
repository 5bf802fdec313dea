import { searchOf } from '../../../platform/search/search.ts';

/** Letters that come in and that go out; sangat rahasia is never in it. */
export const search = searchOf('letters', { stems: true });
