import { Scanner } from '@tailwindcss/oxide';
import postcss, { type AtRule, type ChildNode, type Plugin, type Rule } from 'postcss';

/** The stylesheet of every page, as Tailwind has written it, and the one that pages of the workspace add. */
const [everyPage, workspace] = ['/shared/styles/main.css', '/shared/styles/workspace.css'];

/** Pages of those who write, review, publish and watch. */
const workspaceFolders = ['features/item-bank', 'features/proctoring', 'features/exams/authoring'];

/**
 * Takes utilities that only the workspace uses out of the stylesheet of every page and puts them into its own, so that
 * who sits an exam does not load them. Plain ones rank below all other utilities and variants above, as they would in
 * one sheet.
 *
 * @param source folder of the sources
 */
export function workspaceStyles(source: string): Plugin {
  const taken = Promise.withResolvers<readonly ChildNode[]>();
  return {
    postcssPlugin: 'attest:workspace-styles',
    async Once(root) {
      const file = root.source?.input.file?.replaceAll('\\', '/') ?? '';
      if (file.endsWith(everyPage)) taken.resolve(takeFrom(root.nodes, classesOutside(source)));
      if (file.endsWith(workspace)) root.append(...layered(await taken.promise));
    },
  };
}

function classesOutside(source: string): ReadonlySet<string> {
  const files = { base: source, pattern: '**/*', negated: false };
  const others = workspaceFolders.map((folder) => ({ base: source, pattern: `${folder}/**`, negated: true }));
  return new Set(new Scanner({ sources: [files, ...others] }).scan());
}

function takeFrom(nodes: readonly ChildNode[], elsewhere: ReadonlySet<string>): Rule[] {
  const utilities = nodes.filter(
    (node): node is AtRule => node.type === 'atrule' && node.name === 'layer' && node.params === 'utilities',
  );
  const rules = utilities.flatMap((layer) => (layer.nodes ?? []).filter((node) => node.type === 'rule'));
  const own = rules.filter((rule) => {
    const name = classOf(rule);
    return name !== null && !elsewhere.has(name);
  });
  for (const rule of own) rule.remove();
  return own;
}

/** The class that a rule begins with, as it stands in the markup. */
function classOf({ selector }: Rule): string | null {
  const [, escaped] = /^\.((?:\\.|[\w-])+)/.exec(selector) ?? [];
  return escaped?.replaceAll(/\\(.)/g, '$1') ?? null;
}

function layered(rules: readonly ChildNode[]): AtRule[] {
  const isVariant = (rule: ChildNode) => rule.type === 'rule' && classOf(rule)?.includes(':') === true;
  return [
    postcss.atRule({ name: 'layer', params: 'workspace', nodes: rules.filter((rule) => !isVariant(rule)) }),
    postcss.atRule({ name: 'layer', params: 'workspace-variants', nodes: rules.filter(isVariant) }),
  ];
}
