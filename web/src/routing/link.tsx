import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react';
import { hrefOf, navigate } from './router.js';

type Props = { readonly to: string } & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'>;

/** A true link (it can be copied and opened in a new tab) that changes the page without loading it anew. */
export function Link({ to, onClick, ...rest }: Props): ReactNode {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    navigate(to);
  };
  return <a href={hrefOf(to)} onClick={follow} {...rest} />;
}
