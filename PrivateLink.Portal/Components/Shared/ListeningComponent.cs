using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>
/// A component that the browser calls. When it goes, the browser stops listening for it first, and only then does it lose its reference: a call in between would
/// meet nobody and be a fault of the page.
/// </summary>
public abstract class ListeningComponent : ComponentBase, IAsyncDisposable
{
    private static long _last;

    /// <summary>Known before the browser answers, so that a component which goes at once is stopped as well.</summary>
    private readonly long _id = Interlocked.Increment(ref _last);
    private DotNetObjectReference<ListeningComponent>? _self;
    private bool _isOver;

    [Inject]
    protected IJSRuntime Browser { get; set; } = default!;

    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        GC.SuppressFinalize(this);
        if (_self is null) return;
        try
        {
            await Browser.InvokeVoidAsync("privateLink.stop", _id);
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone, and its listeners with it.
        }

        _self.Dispose();
    }

    /// <summary>Has the browser listen for this component, from after a first rendering until it goes.</summary>
    /// <param name="what">The script's name for it.</param>
    /// <param name="with">Elements, keys.</param>
    protected async Task ListenAsync(string what, params object[] with)
    {
        if (_isOver) return;
        _self ??= DotNetObjectReference.Create(this);
        await Browser.InvokeVoidAsync("privateLink.listen", _id, _self, what, with);
    }

    /// <summary>
    /// Does what the browser asks for. What fails is the page's fault as it would be after a click: it stands in the log and on the page, where the browser alone
    /// would hear of it otherwise.
    /// </summary>
    protected Task AnswerAsync(Func<Task> act) => InvokeAsync(async () =>
    {
        if (_isOver) return;
        try
        {
            await act();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await DispatchExceptionAsync(exception);
        }
    });
}
