import { useEffect, useRef, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** One sentence under the title, where the title does not say enough. */
  readonly lead?: ReactNode;
  /** The title is for the window and the screen reader alone. */
  readonly unseen?: boolean;
  readonly children: ReactNode;
}

/** Names the page to the window and to a screen reader, and takes the focus so that reading starts at its top. */
export function Page({ title, lead, unseen = false, children }: Props): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Tribune`;
  }, [title]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <>
      <div className={unseen ? 'unseen' : 'page-head'}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead && <p className="lead">{lead}</p>}
      </div>
      {children}
    </>
  );
}
