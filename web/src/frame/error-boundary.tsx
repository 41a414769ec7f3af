import { Component, type ReactNode } from 'react';

interface Props {
  /** A new page gets a new chance. */
  readonly page: string;
  readonly children: ReactNode;
}

/** A page that cannot be drawn must not take the header with it. */
export class ErrorBoundary extends Component<Props, { readonly failed?: Error | undefined }> {
  override state: { readonly failed?: Error | undefined } = {};

  static getDerivedStateFromError(failed: Error): { readonly failed: Error } {
    return { failed };
  }

  override componentDidUpdate(before: Props): void {
    if (before.page !== this.props.page && this.state.failed) this.setState({ failed: undefined });
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <p className="note warn" role="alert">
        This page could not be drawn ({this.state.failed.message}). Load it again; the desk itself is not affected.
      </p>
    );
  }
}
