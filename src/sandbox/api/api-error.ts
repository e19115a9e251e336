/** An error in the shape of the platform's REST errors, with its HTTP status. */
export class ApiError extends Error {
  readonly status: 400 | 401 | 403 | 404 | 413 | 500;
  /** The stable short word, `name` in the body: on an Error that property is taken. */
  readonly code: string;

  constructor(status: ApiError['status'], code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

interface ErrorJson {
  id: string;
  name: string;
  message: string;
  /** Whether a retry may succeed. */
  temporary: boolean;
  timeout: boolean;
  fault: boolean;
}

export function errorBody({ code, message, status }: ApiError): ErrorJson {
  const flags = { temporary: false, timeout: false, fault: status >= 500 };
  return { id: `err_${crypto.randomUUID()}`, name: code, message, ...flags };
}

export function badRequest(message: string, code = 'invalid_request'): ApiError {
  return new ApiError(400, code, message);
}

export function unauthorized(message: string): ApiError {
  return new ApiError(401, 'unauthorized', message);
}

export function endUserNotFound(): ApiError {
  return new ApiError(404, 'end_user_not_found', 'There is no end user with this id');
}
