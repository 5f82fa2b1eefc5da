namespace PrivateLink.Portal.Access;

/// <summary>A result that refuses the caller. Every kind of result has one of these.</summary>
public interface IRefusal
{
    Permission Permission { get; }
}
