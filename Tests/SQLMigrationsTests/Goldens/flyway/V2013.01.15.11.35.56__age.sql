alter table ${schema}.PERSON add AGE int; -- ${not_a_value} in a comment
