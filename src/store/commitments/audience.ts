/** Who contributed to a commitment and who follows it, as conditions in SQL. */
import { type SQL, sql } from 'drizzle-orm';

/** Person `person.id` said they want to hear of it. */
export const followers = (commitmentId: string): SQL =>
  sql`exists (select 1 from commitment_follow f where f.commitment_id = ${commitmentId}
    and f.person_id = person.id and f.state = 'following')`;

export function contributors(commitmentId: string) {
  /** What changed a published version; a draft has changed nothing yet. */
  const own = sql`select s.proposal_id from commitment_source s where s.commitment_id = ${commitmentId} and s.version > 0`;
  const joint = sql`select j.id from proposal j where j.joint_id in (
    select q.joint_id from commitment_source s join proposal q on q.id = s.proposal_id
    where s.commitment_id = ${commitmentId} and s.version > 0 and q.joint_id is not null)`;
  const proposals = sql`${own} union ${joint}`;
  /** They who have not heard of it yet, and all who want to. Erased, assisted and invented ones belong to nobody. */
  const people = sql`select c.person_id from proposal c
      where c.id in (${proposals}) and c.person_id is not null and c.state <> 'withdrawn'
        and not exists (select 1 from commitment_follow f where f.commitment_id = ${commitmentId} and f.person_id = c.person_id)
    union select f.person_id from commitment_follow f where f.commitment_id = ${commitmentId} and f.state = 'following'`;
  return { proposals, people };
}
