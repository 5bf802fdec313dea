import { chainCommands, exitCode, setBlockType, toggleMark } from 'prosemirror-commands';
import { redo, redoDepth, undo, undoDepth } from 'prosemirror-history';
import { Fragment, type Attrs, type Node, type NodeType } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem, wrapRangeInList } from 'prosemirror-schema-list';
import { Selection, TextSelection, type Command, type EditorState } from 'prosemirror-state';
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable, mergeCells, splitCell, toggleHeaderRow } from 'prosemirror-tables';
import { MOST_DEPTH, type Align, type MarkType } from '../../../../server/engines/prose/prose.ts';
import { schema } from './schema.ts';

// Chapters: what the toolbar asks for · lists · blocks · tables and fields

const type = (name: string): NodeType => schema.nodes[name]!;

/** What the toolbar shows of where the cursor stands. */
export interface Here {
  marks: Record<MarkType, boolean>;
  /** 0: a paragraph. */
  level: 0 | 1 | 2 | 3;
  list: 'bulletList' | 'orderedList' | undefined;
  align: Align | undefined;
  inTable: boolean;
  canUndo: boolean;
  canRedo: boolean;
}

export function hereOf(state: EditorState): Here {
  const { $from, from, to, empty } = state.selection;
  const has = (name: MarkType) => {
    const mark = schema.marks[name]!;
    return empty ? mark.isInSet(state.storedMarks ?? $from.marks()) !== undefined : state.doc.rangeHasMark(from, to, mark);
  };
  const { parent } = $from;
  return {
    marks: { bold: has('bold'), italic: has('italic'), underline: has('underline') },
    level: parent.type.name === 'heading' ? (parent.attrs['level'] as 1 | 2 | 3) : 0,
    list: innermostList(state)?.node.type.name as Here['list'],
    align: (parent.attrs['align'] as Align | null) ?? undefined,
    inTable: isInTable(state),
    canUndo: undoDepth(state) > 0,
    canRedo: redoDepth(state) > 0,
  };
}

export const mark = (name: MarkType): Command => toggleMark(schema.marks[name]!);
export const level = (wanted: 0 | 1 | 2 | 3): Command => (wanted === 0 ? setBlockType(type('paragraph')) : setBlockType(type('heading'), { level: wanted }));
export { undo, redo };

function innermostList(state: EditorState): { node: Node; depth: number } | undefined {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type.name === 'bulletList' || node.type.name === 'orderedList') return { node, depth };
    if (node.type.name === 'table') return undefined;
  }
  return undefined;
}

const depthOf = (state: EditorState): number => {
  const { $from } = state.selection;
  let depth = 0;
  for (let at = $from.depth; at > 0; at -= 1) if (['bulletList', 'orderedList', 'table'].includes($from.node(at).type.name)) depth += 1;
  return depth;
};

/** Into a list, out of it, or from one kind of list to the other. */
export const list = (wanted: 'bulletList' | 'orderedList'): Command => (state, dispatch) => {
  const around = innermostList(state);
  if (around?.node.type.name === wanted) return liftListItem(type('listItem'))(state, dispatch);
  if (around) {
    dispatch?.(state.tr.setNodeMarkup(state.selection.$from.before(around.depth), type(wanted)));
    return true;
  }
  if (depthOf(state) >= MOST_DEPTH) return false;
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to);
  if (!range) return false;
  const tr = state.tr;
  if (!wrapRangeInList(dispatch ? tr : null, range, type(wanted))) return false;
  dispatch?.(tr.scrollIntoView());
  return true;
};
export const indent: Command = (state, dispatch) => innermostList(state) !== undefined && depthOf(state) < MOST_DEPTH && sinkListItem(type('listItem'))(state, dispatch);
export const outdent: Command = liftListItem(type('listItem'));
export const splitItem: Command = splitListItem(type('listItem'));

/** Alignment of every paragraph and heading that is selected; the same again takes it off. */
export const align = (wanted: Align): Command => (state, dispatch) => {
  const tr = state.tr;
  const isOn = state.selection.$from.parent.attrs['align'] === wanted;
  state.doc.nodesBetween(state.selection.from, state.selection.to, (node, at) => {
    if (node.type.name === 'paragraph' || node.type.name === 'heading') tr.setNodeMarkup(at, undefined, { ...node.attrs, align: isOn ? null : wanted });
  });
  if (!tr.docChanged) return false;
  dispatch?.(tr);
  return true;
};

export const hardBreak: Command = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(type('hardBreak').create()).scrollIntoView());
  return true;
});

export const pageBreak: Command = (state, dispatch) => {
  const { $to } = state.selection;
  if (isInTable(state) || innermostList(state)) return false;
  const at = $to.after(1);
  const tr = state.tr.insert(at, Fragment.fromArray([type('pageBreak').create(), ...(at === state.doc.content.size ? [type('paragraph').create()] : [])]));
  dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(at + 1))).scrollIntoView());
  return true;
};

/** A table with a row of headings, the cursor in its first cell. */
export const insertTable = (rows = 3, columns = 3): Command => (state, dispatch) => {
  if (depthOf(state) >= MOST_DEPTH) return false;
  const cells = (kind: string, attrs?: Attrs) => Array.from({ length: columns }, () => type(kind).createAndFill(attrs)!);
  const table = type('table').create(null, Array.from({ length: rows }, (_, at) => type('tableRow').create(null, cells(at === 0 ? 'tableHeader' : 'tableCell'))));
  const tr = state.tr.replaceSelectionWith(table);
  // Before or behind the paragraph, or between its halves: the table itself says where it came to stand.
  let start = 0;
  tr.doc.descendants((node, at) => {
    if (node === table) start = at;
    return start === 0;
  });
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(start + 1))).scrollIntoView());
  return true;
};
export const insertField = (name: string): Command => (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(type('mergeField').create({ name }), true).scrollIntoView());
  return true;
};

export const TABLE_COMMANDS: readonly { label: string; run: Command }[] = [
  { label: 'Tambah baris', run: addRowAfter },
  { label: 'Tambah kolom', run: addColumnAfter },
  { label: 'Hapus baris', run: deleteRow },
  { label: 'Hapus kolom', run: deleteColumn },
  { label: 'Gabung sel', run: mergeCells },
  { label: 'Pisah sel', run: splitCell },
  { label: 'Baris judul', run: toggleHeaderRow },
  { label: 'Hapus tabel', run: deleteTable },
];
