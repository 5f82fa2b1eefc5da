namespace PrivateLink.Engine.Transport;

/// <summary>Memory that the first bytes of many connections share. Thread-safe.</summary>
public abstract class ByteBudget
{
    /// <summary>Takes bytes, or nothing when there is not enough left.</summary>
    public abstract bool TryTake(int count);

    /// <summary>Gives bytes back.</summary>
    public abstract void Return(int count);
}
