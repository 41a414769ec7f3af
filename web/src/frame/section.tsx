import { useId, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** Beside the heading: filters, a count. */
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A part of a page, by its heading. */
export function Section({ title, aside, className, children }: Props): ReactNode {
  const id = useId();
  return (
    <section aria-labelledby={id} className={className}>
      <div className="section-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
