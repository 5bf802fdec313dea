import type { LibraryCard } from '../../modules/library/contract.ts'; // reported

export const holderOf = (card: LibraryCard): string => card.holder;
