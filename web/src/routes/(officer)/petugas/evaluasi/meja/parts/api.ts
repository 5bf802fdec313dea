type Evaluation = Api['evaluation'];
type Answer<K extends keyof Evaluation> = Awaited<ReturnType<Evaluation[K]>>;

/** What the operations of the desk answer. */
export type AtIndicator = Answer<'atIndicator'>;
export type Sheet = Answer<'sheet'>;
export type SheetRow = Sheet['rows'][number];
export type Stop = AtIndicator['stops'][number];
export type Evidence = AtIndicator['evidence'][number];
