/** A refusal in the shape of the platform's REST errors: `{ id, name, message }` and a status. */
export class ApiError extends Error {
  readonly status: 400 | 401 | 404 | 500;
  /** The stable short word, `name` in the body: on an Error that property is taken. */
  readonly code: string;

  constructor(status: ApiError['status'], code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function errorBody({ code, message }: ApiError): { id: string; name: string; message: string } {
  return { id: `err_${crypto.randomUUID()}`, name: code, message };
}

export function badRequest(message: string, code = 'invalid_request'): ApiError {
  return new ApiError(400, code, message);
}

export function unauthorized(message: string): ApiError {
  return new ApiError(401, 'unauthorized', message);
}
