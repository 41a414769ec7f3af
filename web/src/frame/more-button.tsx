import type { ReactNode } from 'react';

/** The next page of a list; nothing when all is shown. */
export function MoreButton({
  more,
  text = 'Show older',
}: {
  more: (() => void) | undefined;
  text?: string;
}): ReactNode {
  return more ? (
    <button type="button" onClick={more}>
      {text}
    </button>
  ) : null;
}
