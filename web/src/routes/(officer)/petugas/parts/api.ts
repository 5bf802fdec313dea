type Permohonan = Api['permohonan'];
type Answer<K extends keyof Permohonan> = Awaited<ReturnType<Permohonan[K]>>;

/** What the operations answer, under the names that the pages of officers and leaders use. */
export type Case = Answer<'getCase'>;
export type Offered = Case['actions'][number];
export type QueueRow = Answer<'queue'>['items'][number];
export type Counts = Answer<'queueCounts'>;
export type SigningItem = Answer<'signingList'>['items'][number];
export type Overdue = Answer<'overdue'>;
export type Dashboard = Answer<'dashboard'>;
