type Complaints = Api['complaints'];
type Answer<K extends keyof Complaints> = Awaited<ReturnType<Complaints[K]>>;

/** What the operations answer, under the names that the pages of officers and leaders use. */
export type Case = Answer<'getCase'>;
export type Offered = Case['actions'][number];
export type QueueRow = Answer<'queue'>['items'][number];
export type Counts = Answer<'queueCounts'>;
export type Units = Answer<'listUnits'>;
export type Template = Answer<'listTemplates'>['items'][number];
export type Filter = Answer<'listFilters'>['items'][number];
export type Category = Answer<'listCategories'>['items'][number];
export type QueueAsked = Parameters<Complaints['queue']>[0];
