SELECT 'it\'s; ok'; SELECT "d;""q\"" ; SELECT 1;
