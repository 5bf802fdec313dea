import type * as z from 'zod';

/**
 * One verb of the house: {permission, schemas, service function}. Mounted at a URL and documented in OpenAPI;
 * pages call the same operation through `event.locals.api`. Browser-safe: a contract is made of these.
 */
export interface Operation<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api`, with `{name}` for parts that are fields of the input: `/permohonan/{id}`. */
  path: string;
  /** `public`, `signed-in`, or a permission of the module's own table. */
  permission: string;
  /** One line, in Indonesian: the documentation is read by people of the field. */
  summary: string;
  description?: string;
  /** Path parts, query and body in one flat object. */
  input: Input;
  output: Output;
  /** Status of the good answer; 200 unless said. */
  status?: number;
  /**
   * A repeated `Idempotency-Key` gets the first answer, stored in the transaction of the work itself. `in-steps`: the verb has several of its
   * own because it draws, signs or asks a provider between them, and done again it goes on where it stopped.
   */
  idempotent?: boolean | 'in-steps';
  /** Everybody calls it in the same minute: who asks is taken from memory, which forgets what was revoked within five seconds. */
  remembered?: boolean;
}

export const operation = <I extends z.ZodType, O extends z.ZodType>(definition: Operation<I, O>): Operation<I, O> => definition;

export type Operations = Record<string, Operation>;

/** What pages see: one async function per operation. */
export type Calls<T extends Operations> = {
  [K in keyof T]: (input: z.input<T[K]['input']>) => Promise<z.output<T[K]['output']>>;
};

/** Who is given a permission: the duties of posts that carry it. */
export interface PermissionEntry {
  /** Indonesian, for the administrator's page. */
  title: string;
  /** `*`: everybody who holds a post, whatever its duties. */
  duties: readonly string[];
}
export type PermissionTable = Record<string, PermissionEntry>;
