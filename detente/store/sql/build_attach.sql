ATTACH $scratch AS scratch;
