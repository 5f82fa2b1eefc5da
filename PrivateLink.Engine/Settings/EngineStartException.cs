namespace PrivateLink.Engine.Settings;

/// <summary>The engine cannot start; the message names every listener that could not be bound, and why.</summary>
public sealed class EngineStartException : Exception
{
    /// <summary>Without details.</summary>
    public EngineStartException()
    {
    }

    /// <summary>With a message for the operator who starts the engine.</summary>
    public EngineStartException(string message) : base(message)
    {
    }

    /// <summary>With a message and its cause.</summary>
    public EngineStartException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
