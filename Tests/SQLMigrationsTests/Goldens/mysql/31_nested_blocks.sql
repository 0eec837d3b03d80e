CREATE PROCEDURE p()
begin
  begin
    case when 1 then begin end; else begin select case case 1 when 1 then 2 end when 2 then 3 end; end; end case;
    outer_loop: while 1 do
      if (select count(*) from (select 1) as x) then
        if 1 then leave outer_loop; else iterate outer_loop; end if;
      elseif case 1 when 2 then 1 else 0 end then
        repeat set @x = repeat('a;', 2); until case when 1 then 1 end end repeat;
      end if;
    end while outer_loop;
  end;
end;
SELECT 1;
