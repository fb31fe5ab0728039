-- What: for each supplier's core name, the names of a register that are most like it, best first.
-- Unit: weights are natural logarithms of rarity (how many names of the register hold a word); likeness is in 0..1.
-- Source: suppliers(supplier, core), register(name, entry, core) and light(word), made by the matcher.
-- Left out: two names that share only words which very many names share; they are never brought together.
-- Statements are divided by empty lines.

create temp table supplier_words as
select distinct supplier, case when length(word) > 3 and right(word, 1) = 'S' then left(word, -1) else word end as word
from (select supplier, unnest(string_split(core, ' ')) as word from suppliers);

create temp table register_words as
select distinct name, case when length(word) > 3 and right(word, 1) = 'S' then left(word, -1) else word end as word
from (select name, unnest(string_split(core, ' ')) as word from register);

create temp table vocabulary as
select
    (row_number() over (order by word))::integer as id,
    word,
    names,
    (if(word in (select word from light), 0.5, 1) * ln(1 + (select count(*) from register) / (names + 0.5)))::float
        as weight
from (select word, count(*)::integer as names from register_words group by word);

create temp table postings as
select name, id from register_words inner join vocabulary using (word);

drop table register_words;

-- A word that the register does not know may be one of its words, written wrongly.
create temp table respelt as
select wrong, arg_max(id, likeness) as id, max(likeness)::float as likeness
from (
    select unknown.word as wrong, vocabulary.id, jaro_winkler_similarity(unknown.word, vocabulary.word) as likeness
    from (select distinct word, left(word, 3) as start, length(word) as long from supplier_words
          anti join vocabulary using (word) where length(word) >= 5) as unknown
    inner join (select word, id, left(word, 3) as start, length(word) as long from vocabulary where length(word) >= 5)
        as vocabulary
        on unknown.start = vocabulary.start and abs(unknown.long - vocabulary.long) <= 2
)
where likeness >= 0.93
group by wrong;

-- A supplier's words: as the register knows them, respelt, or unknown (a null id) and then as rare as can be.
create temp table words as
select
    supplier_words.supplier,
    coalesce(known.id, near.id) as id,
    coalesce(known.names, near.names, 0) as names,
    coalesce(
        known.weight,
        near.weight,
        if(supplier_words.word in (select word from light), 0.5, 1) * (select ln(1 + 2 * count(*)) from register)
    )::float as weight,
    if(known.id is null, respelt.likeness, 1)::float as likeness
from supplier_words
left join vocabulary as known on known.word = supplier_words.word
left join respelt on respelt.wrong = supplier_words.word
left join vocabulary as near on near.id = respelt.id;

create temp table supplier_weights as
select supplier, sum(weight)::float as weight, bool_or(id is null or likeness < 1) as is_odd, count(*) as words
from words group by supplier;

create temp table register_weights as
select name, sum(weight)::float as weight from postings inner join vocabulary using (id) group by name;

-- Two names are brought together by the supplier's rarest words, as long as few names hold them.
create temp table rarest as
select supplier, id, weight from (
    select
        supplier, id, weight, names,
        row_number() over rarity as place,
        sum(names) over rarity as reach
    from words
    where id is not null
    window rarity as (partition by supplier order by names, id)
)
where (place = 1 and names <= 3000) or (place <= 4 and reach <= 1500);

create temp table pairs as
select supplier, name
from (
    select
        rarest.supplier,
        postings.name,
        row_number() over (
            partition by rarest.supplier
            order by
                sum(rarest.weight) / (any_value(supplier_weights.weight) + any_value(register_weights.weight)) desc,
                postings.name
        ) as place
    from rarest
    inner join postings using (id)
    inner join supplier_weights using (supplier)
    inner join register_weights using (name)
    group by rarest.supplier, postings.name
)
where place <= 15;

-- Words written as one, or cut off: the same beginning, where few names have it.
insert into pairs
select supplier, unnest(names)
from (select supplier, left(replace(core, ' ', ''), 8) as start from suppliers
      semi join (select supplier from supplier_weights where is_odd) as odd using (supplier)
      where length(replace(core, ' ', '')) >= 8) as odd
inner join (select left(replace(core, ' ', ''), 8) as start, list(name) as names from register
            group by start having count(*) <= 200) as starts using (start);

-- A name written by its initials.
insert into pairs
select supplier, unnest(names)
from (select supplier, core as initials from suppliers
      semi join (select supplier from supplier_weights where words = 1) as single using (supplier)
      where length(core) between 3 and 8) as short
inner join (
    select array_to_string([left(word, 1) for word in string_split(core, ' ')], '') as initials, list(name) as names
    from register where length(core) - length(replace(core, ' ', '')) between 2 and 7
    group by initials having count(*) <= 20
) as long using (initials);

create temp table shared as
select
    pairs.supplier,
    pairs.name,
    coalesce(sum(words.weight * words.likeness) filter (postings.id is not null), 0)::float as shared,
    any_value(supplier_weights.weight) as of_supplier,
    any_value(register_weights.weight) as of_register
from (select distinct supplier, name from pairs) as pairs
inner join words using (supplier)
inner join supplier_weights using (supplier)
inner join register_weights using (name)
left join postings on postings.name = pairs.name and postings.id = words.id
group by pairs.supplier, pairs.name;

create temp table compared as
select
    shared.supplier,
    register.entry,
    register.name,
    shared.shared,
    2 * shared.shared / (shared.of_supplier + shared.of_register) as overlap,
    jaro_winkler_similarity(suppliers.core, register.core) as spaced,
    jaro_winkler_similarity(replace(suppliers.core, ' ', ''), replace(register.core, ' ', '')) as joined,
    suppliers.core = array_to_string([left(word, 1) for word in string_split(register.core, ' ')], '') as is_initials
from shared
inner join suppliers using (supplier)
inner join register using (name);

create temp table liked as
select
    supplier, entry, name, shared, likeness,
    row_number() over (partition by supplier order by likeness desc, name) as place
from (
    select distinct on (supplier, entry) supplier, entry, name, shared, likeness
    from (
        select
            supplier, entry, name, shared,
            greatest(
                0.75 * overlap + 0.25 * greatest(spaced, joined),
                if(is_initials, 0.55, 0),
                if(joined > 0.9, 0.95 * joined * joined, 0)
            ) as likeness
        from compared
    )
    order by supplier, entry, likeness desc, name
);

select supplier, name, shared, likeness from liked where place <= 3 order by supplier, place;
