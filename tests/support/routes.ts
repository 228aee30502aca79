import { RequestMethod, type INestApplication } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import * as z from 'zod';
import { ACCESS } from '../../apps/api/src/platform/auth/access.ts';

export interface Route {
  readonly method: string;
  /** Without the prefix `/api`, such as `/exams/:examId`. */
  readonly path: string;
  /** The permission it takes, “public”, or “closed” for a handler that names neither. */
  readonly access: string;
}

const Path = z.string().transform((path) => path.replace(/^\/|\/$/g, ''));
const Method = z.enum(RequestMethod).transform((method) => RequestMethod[method]);
const AccessShape = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('public') }).transform(() => 'public'),
    z
      .object({ kind: z.literal('permission'), permission: z.string() })
      .transform(({ permission }) => permission),
  ])
  .catch('closed');
const Prototype = z.custom<object>((value) => typeof value === 'object' && value !== null);

/** Every address of an application with who may use it, in order of path and method. */
export function routesOf(app: INestApplication): Route[] {
  const modules = [...app.get(ModulesContainer).values()];
  return modules
    .flatMap(({ controllers }) => [...controllers.values()])
    .flatMap(({ metatype }) => (metatype === null ? [] : routesOfController(metatype)))
    .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

// Nest's own type for a class of unknown shape.
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type
function routesOfController(controller: Function): Route[] {
  const base = Path.parse(Reflect.getMetadata(PATH_METADATA, controller));
  const prototype = Prototype.parse(controller.prototype);
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((name) => {
    const handler: unknown = Reflect.get(prototype, name);
    if (typeof handler !== 'function' || !Reflect.hasMetadata(PATH_METADATA, handler)) return [];
    const own = Path.parse(Reflect.getMetadata(PATH_METADATA, handler));
    return [
      {
        method: Method.parse(Reflect.getMetadata(METHOD_METADATA, handler)),
        path: `/${[base, own].filter(Boolean).join('/')}`,
        access: AccessShape.parse(
          Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, controller),
        ),
      },
    ];
  });
}

function keyOf({ path, method }: Route): string {
  return `${path} ${method}`;
}
