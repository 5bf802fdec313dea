// On a slow line people type before the page's script is there; when it comes, it writes what the server knew over what was typed.

type Typed = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const FIELDS = 'input:not([type=hidden]):not([type=file]), textarea, select';
const typed = new Map<Typed, string | boolean>();

const isTick = (field: Typed): field is HTMLInputElement => field.type === 'checkbox' || field.type === 'radio';
function isChanged(field: Typed): boolean {
  if (field instanceof HTMLSelectElement) return [...field.options].some((option) => option.selected !== option.defaultSelected) && field.value !== '';
  return isTick(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}
const remember = (field: Typed) => void typed.set(field, isTick(field) ? field.checked : field.value);
const hear = ({ target }: Event) => {
  if (target instanceof Element && target.matches(FIELDS)) remember(target as Typed);
};

/** Called when the script arrives, before it takes the page over. */
export function keepTyped(): void {
  for (const field of document.querySelectorAll<Typed>(FIELDS)) if (isChanged(field)) remember(field);
  addEventListener('input', hear, true);
}

/** Called when it has: what was typed stands again, and the page is told of it. */
export function giveBackTyped(): void {
  removeEventListener('input', hear, true);
  for (const [field, value] of typed) {
    if (!field.isConnected || field.disabled || (isTick(field) ? field.checked : field.value) === value) continue;
    if (isTick(field)) field.checked = value === true;
    else field.value = String(value);
    for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  typed.clear();
}
