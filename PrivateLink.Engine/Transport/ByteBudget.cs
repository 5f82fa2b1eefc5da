namespace PrivateLink.Engine.Transport;

/// <summary>Memory that the first bytes of many connections share. Thread-safe.</summary>
public abstract class ByteBudget
{
    /// <summary>Takes bytes; false, taking nothing, if too few are left.</summary>
    public abstract bool TryTake(int count);

    /// <summary>Returns bytes.</summary>
    public abstract void Return(int count);
}
