import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Words of a text as the application cuts them, but for accents and other scripts. */
const words = (text: string) =>
  `array_to_tsvector(array(SELECT DISTINCT left(word, 80)
     FROM regexp_split_to_table(lower(${text}), '[^[:alnum:]]+') AS word WHERE word <> ''))`;

/** All text of a stimulus's content with its markup taken off; ids of its parts and names of their kinds come along. */
const contentText = `(SELECT coalesce(string_agg(regexp_replace(value #>> '{}', '<[^>]*>', ' ', 'g'), ' '), '')
  FROM jsonb_path_query(v.content, 'strict $.**') AS value WHERE jsonb_typeof(value) = 'string')`;

const stimulusText = `concat_ws(' ', s.organisation, s.industry, ${contentText})`;

/**
 * Words of items and stimuli for PostgreSQL's full-text search, in place of text that was searched letter by letter.
 * Beside them, the sources an item cites, which lists count. The application writes all of it; what is there gets them here from the text that was searched and from the stimulus.
 * Processes of the version before cannot list the bank from now on; nothing of an exam reads these columns.
 */
export class ItemSearch1763769690000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE stimuli ADD COLUMN search tsvector`);
    await runner.query(`
      UPDATE stimuli s SET search = ${words(stimulusText)}
      FROM stimulus_versions v WHERE v.stimulus_id = s.id AND v.version = s.version
    `);
    await runner.query(`ALTER TABLE stimuli ALTER COLUMN search SET NOT NULL`);
    await runner.query(`ALTER TABLE items ADD COLUMN search tsvector, ADD COLUMN frameworks text[]`);
    await runner.query(`
      UPDATE items SET search = ${words('search_text')}, frameworks = array(
        SELECT DISTINCT reference ->> 'source' FROM jsonb_array_elements(metadata -> 'references') AS reference)
    `);
    await runner.query(
      `UPDATE items i SET search = i.search || s.search FROM stimuli s WHERE s.id = i.stimulus_id`,
    );
    await runner.query(`
      ALTER TABLE items ALTER COLUMN search SET NOT NULL, ALTER COLUMN frameworks SET NOT NULL, DROP COLUMN search_text
    `);
    await runner.query(`CREATE INDEX items_search_idx ON items USING gin (search)`);
    await runner.query(`CREATE INDEX items_stimulus_idx ON items (stimulus_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE items ADD COLUMN search_text text`);
    await runner.query(
      `UPDATE items SET search_text = concat_ws(' ', bank_id, objective, first_words,
         array_to_string(tsvector_to_array(search), ' '))`,
    );
    await runner.query(`DROP INDEX items_stimulus_idx`);
    await runner.query(`
      ALTER TABLE items ALTER COLUMN search_text SET NOT NULL, DROP COLUMN search, DROP COLUMN frameworks
    `);
    await runner.query(`ALTER TABLE stimuli DROP COLUMN search`);
  }
}
