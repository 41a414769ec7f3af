/** The closed list of what can go wrong for a caller; `code` is what programs may depend on. */
export const PROBLEMS = {
  UNKNOWN_PARAMETER: { status: 400, title: 'Unknown parameter' },
  INVALID_PARAMETER: { status: 400, title: 'Invalid parameter' },
  INVALID_CURSOR: { status: 400, title: 'Invalid cursor or filter' },
  MALFORMED_REQUEST: { status: 400, title: 'Malformed request' },
  FORBIDDEN_HOST: { status: 403, title: 'Host not served' },
  FORBIDDEN_ORIGIN: { status: 403, title: 'Origin not served' },
  TOKEN_REFUSED: { status: 401, title: 'Token not accepted' },
  TOKEN_NOT_FOR_THIS: { status: 403, title: 'Token opens something else' },
  NOT_ADDRESSED: { status: 403, title: 'Asked of somebody else' },
  NOT_ADMINISTRATOR: { status: 403, title: 'For an administrator' },
  NOT_FOUND: { status: 404, title: 'Not found' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'Method not allowed' },
  KEY_REUSED: { status: 409, title: 'Key used for another request' },
  NAME_TAKEN: { status: 409, title: 'Name taken' },
  TOO_MANY_AGENTS: { status: 409, title: 'Too many agents' },
  NOTHING_TO_CONFIRM: { status: 409, title: 'Nothing to confirm' },
  CONFIRMED_TOO_LATE: { status: 410, title: 'Confirmed too late' },
  ANSWERED_TOO_LATE: { status: 410, title: 'Answered too late' },
  BODY_TOO_LARGE: { status: 413, title: 'Body too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'Unsupported media type' },
  ORDER_INVALID: { status: 422, title: 'Order cannot hold' },
  INTERNAL: { status: 500, title: 'Internal error' },
  NOT_READY: { status: 503, title: 'Still starting' },
  NOT_YET: { status: 503, title: 'Not there yet' },
  STORE_UNAVAILABLE: { status: 503, title: 'Store unavailable' },
  TOO_MANY_LISTENERS: { status: 503, title: 'Too many listeners' },
} as const;
export type ProblemCode = keyof typeof PROBLEMS;

/** RFC 9457. `detail` is a sentence of ours, never an exception's text. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  /** The parameter or body field at fault. */
  readonly field?: string;
}

export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly field?: string,
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }

  get body(): ProblemBody {
    const { status, title } = PROBLEMS[this.code];
    const { code, detail, field } = this;
    const type = `urn:tribune:problem:${code.toLowerCase().replaceAll('_', '-')}`;
    return { type, title, status, code, detail, ...(field !== undefined && { field }) };
  }
}

export const notFound = (what: string): Problem => new Problem('NOT_FOUND', `There is no ${what}.`);
