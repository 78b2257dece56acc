/** The calls of a stack, as its own OpenAPI document tells them. */
import * as z from 'zod';

const schemaSchema = z.record(z.string(), z.json());
export type Schema = z.infer<typeof schemaSchema>;

const contentSchema = z.record(z.string(), z.object({ schema: schemaSchema })).default({});
const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        parameters: z
          .array(
            z.object({
              name: z.string(),
              in: z.enum(['path', 'query']),
              required: z.boolean(),
              schema: schemaSchema,
            }),
          )
          .default([]),
        requestBody: z.object({ content: contentSchema }).optional(),
        responses: z.record(z.string(), z.object({ content: contentSchema })),
        security: z.array(z.json()).optional(),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), schemaSchema) }),
});

export interface Operation {
  readonly id: string;
  /** In capitals. */
  readonly method: string;
  /** `/v1/experiments/{experiment}`. */
  readonly path: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'path' | 'query';
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  /** By media type; empty where it takes none. */
  readonly bodies: Readonly<Record<string, Schema>>;
  /** By status, then by media type. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
  readonly needsToken: boolean;
}

export interface Interface {
  readonly operations: readonly Operation[];
  /** By name: what `#/components/schemas/…` means. */
  readonly schemas: Readonly<Record<string, Schema>>;
}

export function interfaceIn(document: unknown): Interface {
  const { paths, components } = documentSchema.parse(document);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { operationId, parameters, requestBody, responses, security }]) => ({
        ...{ id: operationId, method: method.toUpperCase(), path, parameters },
        bodies: schemasOf(requestBody?.content ?? {}),
        answers: Object.fromEntries(
          Object.entries(responses).map(([status, { content }]) => [status, schemasOf(content)]),
        ),
        needsToken: security?.length !== 0,
      }),
    ),
  );
  return { operations, schemas: components.schemas };
}

const schemasOf = (content: Readonly<Record<string, { readonly schema: Schema }>>) =>
  Object.fromEntries(Object.entries(content).map(([type, { schema }]) => [type, schema]));
