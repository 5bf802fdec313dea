import type { Block, ListItem } from './prose.ts';

/** An item that stands alone and says its level, as Word writes lists: on the clipboard and in its files. */
export interface LooseItem {
  type: 'loose';
  /** From 1. */
  level: number;
  ordered: boolean;
  start: number;
  content: Block[];
}

/** Blocks in which loose items have become lists in lists, at most `room` deep. */
export function nested(found: readonly (Block | LooseItem)[], room: number): Block[] {
  const blocks: Block[] = [];
  let items: LooseItem[] = [];
  for (const one of [...found, undefined]) {
    if (one?.type === 'loose') {
      items.push(one);
      continue;
    }
    blocks.push(...listsOf(items, room));
    items = [];
    if (one) blocks.push(one);
  }
  return blocks;
}

function listsOf(items: readonly LooseItem[], room: number): Block[] {
  if (room <= 0) return items.flatMap((item) => item.content);
  const lists: Block[] = [];
  let at = 0;
  while (at < items.length) {
    const { level, ordered, start, content } = items[at]!;
    let next = at + 1;
    while (next < items.length && items[next]!.level > level) next += 1;
    const item: ListItem = { type: 'listItem', content: [...content, ...listsOf(items.slice(at + 1, next), room - 1)] };
    const last = lists.at(-1);
    if (last?.type === (ordered ? 'orderedList' : 'bulletList')) last.content.push(item);
    else lists.push(ordered ? { type: 'orderedList', ...(start > 1 ? { attrs: { start } } : {}), content: [item] } : { type: 'bulletList', content: [item] });
    at = next;
  }
  return lists;
}
