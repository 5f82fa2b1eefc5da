using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>
/// A component that the browser calls. On disposal, the browser first stops listening, and only then is the reference released. Otherwise
/// a call in between would find no component, and would appear as an error of the page.
/// </summary>
public abstract class ListeningComponent : ComponentBase, IAsyncDisposable
{
    private static long _last;

    /// <summary>The ID exists before the browser answers, so that listening also stops for a component that is disposed at once.</summary>
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
            // The page is closed, so its listeners are gone too.
        }

        _self.Dispose();
    }

    /// <summary>Makes the browser listen for this component, from its first rendering until it is disposed.</summary>
    /// <param name="what">The script's name for the event.</param>
    /// <param name="with">Arguments for the script: elements, keys.</param>
    protected async Task ListenAsync(string what, params object[] with)
    {
        if (_isOver) return;
        _self ??= DotNetObjectReference.Create(this);
        await Browser.InvokeVoidAsync("privateLink.listen", _id, _self, what, with);
    }

    /// <summary>
    /// Handles a call from the browser. An exception is treated as after a click: it appears in the log and on the page. Without this,
    /// only the browser would see it.
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
