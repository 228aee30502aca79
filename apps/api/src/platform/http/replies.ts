import { applyDecorators, HttpCode, SerializeOptions, SetMetadata } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { ProblemDocument } from '@attest/contracts';
import { problems, type ProblemId } from '@attest/contracts/problems';
import type * as z from 'zod';

/** The reply has exactly the fields of `schema`; anything else is stripped. */
export function Replies(schema: z.ZodType, status = 200): MethodDecorator {
  return applyDecorators(
    HttpCode(status),
    SerializeOptions({ schema }),
    ApiResponse({ status, description: status === 201 ? 'Created' : 'Done', standardSchema: schema }),
  );
}

export function RepliesNothing(): MethodDecorator {
  return applyDecorators(HttpCode(204), ApiResponse({ status: 204, description: 'Done' }));
}

/** Server-sent events, each the JSON of `schema`, which must be part of another reply as well. */
export function RepliesWithEvents(schema: z.ZodType): MethodDecorator {
  const id = schema.meta()?.id;
  if (id === undefined) throw new Error('an event needs a schema with an id');
  return ApiResponse({
    status: 200,
    description: 'Events, for as long as the connection stays open',
    content: { 'text/event-stream': { schema: { $ref: `#/components/schemas/${id}` } } },
  });
}

export const REFUSALS = Symbol('refusals');

/** The problems this operation adds to the common ones; they go into the API description. */
export function Refuses(...ids: readonly ProblemId[]): MethodDecorator {
  const byStatus = new Map<number, ProblemId[]>();
  for (const id of ids) {
    const { status } = problems[id];
    byStatus.set(status, [...(byStatus.get(status) ?? []), id]);
  }
  return applyDecorators(
    SetMetadata(REFUSALS, ids),
    ...[...byStatus].map(([status, sameStatus]) =>
      ApiResponse({
        status,
        description: sameStatus.map((id) => `\`${id}\`: ${problems[id].title}`).join('\n\n'),
        standardSchema: ProblemDocument,
      }),
    ),
  );
}
