/** An error as the API answers it: the HTTP status, and what stands in the body. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const missing = (name: string): Refusal =>
  new Refusal(
    400,
    'MissingParameter',
    `The input parameter "${name}" that is mandatory for processing this request is not supplied.`,
  );

export const invalid = (name: string): Refusal =>
  new Refusal(400, 'InvalidParameter', `The specified parameter "${name}" is not valid.`);
