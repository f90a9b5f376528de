export interface Question {
  readonly method: 'GET' | 'PATCH' | 'POST' | 'DELETE';
  readonly path: string;
  /** For messages: "the members", and of what: `lb1/Common/web`. */
  readonly what: string;
  readonly of?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** It changes what the BIG-IP does with traffic. */
  readonly changes?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** `Retry-After`, in milliseconds. */
  readonly retryAfterMs?: number;
}
