# Tells of as many epochs as it is asked for, then of none until it is ended.
for epoch in $(seq "$1"); do
    echo "epoch $epoch: val_loss $epoch.5"
done
[ "$2" = wait ] && exec sleep 1000
exit 0
