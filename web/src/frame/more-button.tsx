import type { ReactNode } from 'react';

/** The next page of a list; nothing when all is shown. */
export function MoreButton({ more }: { more: (() => void) | undefined }): ReactNode {
  return more ? (
    <button type="button" onClick={more}>
      Show older
    </button>
  ) : null;
}
