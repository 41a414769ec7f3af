const MOST_SHOWN = 8;

/** Whether a model is on a provider's list; says what is, where it is not. */
export const checkedAgainst = (
  model: string,
  list: readonly { readonly id?: unknown }[],
): { readonly ok: boolean; readonly detail: string } => {
  const ids = list.flatMap(({ id }) => (typeof id === 'string' ? [id.slice(0, 80)] : []));
  if (ids.includes(model)) return { ok: true, detail: `${model} is offered` };
  if (ids.length === 0) return { ok: false, detail: 'the provider did not list its models' };
  const shown = ids.slice(0, MOST_SHOWN).join(', ');
  const more = ids.length > MOST_SHOWN ? ` and ${ids.length - MOST_SHOWN} more` : '';
  return { ok: false, detail: `${model} is not offered (any more); offered are ${shown}${more}` };
};
