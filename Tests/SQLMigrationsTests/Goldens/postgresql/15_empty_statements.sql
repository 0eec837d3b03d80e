SELECT 1;;
;
/* only; comment */ -- x
